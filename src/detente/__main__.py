"""``python -m detente`` is the ``detente`` command."""

from detente.cli.main import run

if __name__ == "__main__":
    run()
