"""Workbench: the local web application."""
