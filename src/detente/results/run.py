"""The run behind a result: enough to repeat it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from detente.case.model import Case


class Run(BaseModel):
    """What was asked of which case: command, method, parameters, seed, draws, version, digest of the case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str
    method: str
    parameters: dict[str, Any]
    seed: int
    draws: int
    version: str
    case: str
    case_digest: str

    @classmethod
    def of(
        cls, case: Case, command: str, method: str, *, seed: int, draws: int, parameters: dict[str, Any] | None = None
    ) -> Self:
        """The run of a command on a case, by this version of the program."""
        return cls(
            command=command,
            method=method,
            parameters=parameters or {},
            seed=seed,
            draws=draws,
            version=version("detente"),
            case=case.id,
            case_digest=case.digest,
        )
