"""``detente log``: questions, forecasts and what came about, in a file that only grows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import DrawsOption, JsonOption, SeedOption

if TYPE_CHECKING:
    from detente.results.forecast_log import Distribution, ForecastRecord, Probability, QuestionRecord, Range
    from detente.results.scores import LogScores

DEFAULT = Path("forecast-log.jsonl")
FileOption = Annotated[
    Path,
    typer.Option("--file", envvar="DETENTE_LOG", help="The log file; the variable DETENTE_LOG names another default."),
]
OnOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help="Day it is about, as 2016-03-01; today without it.")
]

log = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@log.callback()
def main(context: typer.Context, file: FileOption = DEFAULT, json: JsonOption = False) -> None:
    """Keep a forecast log: say what will happen and how sure you are, enter what came about, see how good you are.

    Without a further command it lists the open questions, overdue ones first.

    Example: detente log add "Will the ceasefire be signed?" --probability 35% --resolves 2016-03-01
    """
    if context.invoked_subcommand is None:
        list_(file, False, json)
        return
    for name in ("file", "json"):
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            from detente.errors import CommandError

            command = context.invoked_subcommand
            raise CommandError(f"--{name} stands before {command}", advice=f"detente log {command} --{name} ...")


@log.command()
def add(
    question: Annotated[str, typer.Argument(help="The question, such that its answer will be plain.")] = "",
    probability: Annotated[
        str | None, typer.Option("--probability", "-p", help="That it happens: 35% or 0.35.", show_default=False)
    ] = None,
    low: Annotated[float | None, typer.Option("--low", help="On a scale: 10 % chance that it is lower.")] = None,
    best: Annotated[float | None, typer.Option("--best", help="On a scale: as likely too low as too high.")] = None,
    high: Annotated[float | None, typer.Option("--high", help="On a scale: 10 % chance that it is higher.")] = None,
    scale: Annotated[str, typer.Option("--scale", metavar="LOW..HIGH", help="Ends of the scale.")] = "0..100",
    case: Annotated[str, typer.Option("--case", help="The case it rests on; its digest is kept.")] = "",
    issue: Annotated[str, typer.Option("--issue", help="The issue of the case; its scale is taken.")] = "",
    from_forecast: Annotated[
        str, typer.Option("--from-forecast", metavar="CASE", help="Take the forecast of this case on --issue.")
    ] = "",
    method: Annotated[str, typer.Option("--method", "-m", help="Method of --from-forecast.")] = "weighted_mean",
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    by: Annotated[str | None, typer.Option("--by", help="Who says so: a name, initials or a team.")] = None,
    resolves: Annotated[
        str, typer.Option("--resolves", metavar="DATE", help="Last day on which the answer becomes known.")
    ] = "",
    update: Annotated[str, typer.Option("--update", metavar="ID", help="A new forecast of this question.")] = "",
    key: Annotated[str | None, typer.Option("--id", help="An id of your own; the next number without it.")] = None,
    on: OnOption = "",
    file: FileOption = DEFAULT,
    json: JsonOption = False,
) -> None:
    """Write down a question and your forecast, or with --update a new forecast of a question.

    Example: detente log add "Will the ceasefire be signed by 1 March?" -p 35% --by anna --resolves 2016-03-01
    """
    from detente.case.catalog import load_case
    from detente.cli.log_entries import computed, day, ends, forecast_of
    from detente.engines.forecast.scores import case_used
    from detente.errors import CommandError
    from detente.results.forecast_log import add_question, read_log, update_forecast

    if from_forecast and case and from_forecast != case:
        raise CommandError("--from-forecast and --case name two cases", advice="leave --case away")
    it = load_case(from_forecast or case) if from_forecast or case else None
    if issue and it is None:
        raise CommandError("--issue needs a case", advice="add --case CASE")
    typed = (probability, low, best, high)
    if from_forecast and any(each is not None for each in typed):
        raise CommandError("--from-forecast computes the forecast", advice="leave the numbers away")
    forecast: Probability | Range | Distribution
    if from_forecast and it is not None:
        forecast = computed(it, issue, method, draws, seed)
    else:
        forecast = forecast_of(probability, (low, best, high))
    used = case_used(it, issue) if it is not None else None
    record: QuestionRecord | ForecastRecord
    if update:
        if question or resolves or key:
            raise CommandError("--update keeps the question, its id and its day", advice="give the forecast only")
        scale_used = read_log(file).find(update).scale
        record = update_forecast(file, update, forecast, by=by, case=used, on=day(on))
    else:
        if not question and it is not None and issue:
            question = f"{it.issue_name(issue)} ({it.title or it.id})"
        if not question:
            raise CommandError("what is the question?", advice='detente log add "Will ...?" --probability 35%')
        scale_used = ends(scale, it, issue)
        record = add_question(
            file, question, forecast, by=by or "", resolves=day(resolves), case=used, on=day(on), key=key,
            scale=None if probability is not None else scale_used,
        )  # fmt: skip
    if json:
        typer.echo(record.model_dump_json(indent=2))
        return
    what = f"Forecast of question {record.id}" if update else f"Question {record.id}: {question}"
    from detente.cli.log_words import by_whom, forecast_in_words

    typer.echo(f"{what}: {forecast_in_words(record.forecast, scale_used)}{by_whom(record.by)}, {record.on}.")


@log.command()
def resolve(
    key: Annotated[str, typer.Argument(metavar="ID", help="Id of the question.", show_default=False)],
    outcome: Annotated[
        str,
        typer.Argument(
            help="yes or no; on a scale its value; void where the question has no answer.", show_default=False
        ),
    ],
    on: OnOption = "",
    note: Annotated[str, typer.Option("--note", help="Where it was read, or why it is void.")] = "",
    correct: Annotated[bool, typer.Option("--correct", help="Replace an outcome that was entered wrongly.")] = False,
    file: FileOption = DEFAULT,
    json: JsonOption = False,
) -> None:
    """Enter what came about, and the day on which it was known.

    Example: detente log resolve 1 no --on 2016-03-01 --note "not signed by that day"
    """
    from detente.cli.log_entries import day, outcome_of
    from detente.results.forecast_log import outcome_in_words, read_log, resolve_question

    asked = read_log(file).find(key)
    value = outcome_of(outcome, asked)
    record = resolve_question(file, key, value, on=day(on), note=note, correct=correct)
    if json:
        typer.echo(record.model_dump_json(indent=2))
    else:
        came = outcome_in_words(record.outcome, asked.scale)
        typer.echo(f"Question {record.id}: {asked.asked.question}: {came}, {record.on}.")


@log.command(name="list")
def list_(
    file: FileOption = DEFAULT,
    everything: Annotated[bool, typer.Option("--all", help="List resolved questions too.")] = False,
    json: JsonOption = False,
) -> None:
    """List the open questions with the forecasts that stand, overdue ones first.

    Example: detente log list --all
    """
    import datetime

    from detente.cli.log_words import by_whom, forecast_in_words, listing, status
    from detente.results.forecast_log import read_log

    read, today = read_log(file), datetime.date.today()
    listed = [it for it in read.questions.values() if everything or it.resolution is None]
    listed.sort(key=lambda it: (not it.overdue(today), it.resolution is not None))
    if json:
        from json import dumps

        typer.echo(dumps(listing(read, listed, today), indent=2, ensure_ascii=False))
        return
    for it in listed:
        typer.echo(f"{it.id}  {it.asked.question}")
        typer.echo(f"    {status(it, today)}")
        for name in it.people:
            last = it.by(name)[-1]
            typer.echo(f"    {forecast_in_words(last.forecast, it.scale)}{by_whom(name)}, {last.on}")
    count = sum(it.resolution is None for it in read.questions.values())
    late = sum(it.overdue(today) for it in read.questions.values())
    typer.echo(f"{file}: {count} open, {late} of them overdue; {len(read.questions) - count} resolved.")
    for problem in read.problems:
        typer.echo(f"Note: {problem}.")


@log.command()
def score(
    by: Annotated[str | None, typer.Option("--by", help="Only forecasts by this name.")] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Write the calibration plot here: .svg, .png or .html.")
    ] = None,
    seed: SeedOption = 0,
    resamples: Annotated[int, typer.Option("--resamples", help="How many resamples make the intervals.")] = 2000,
    file: FileOption = DEFAULT,
    json: JsonOption = False,
) -> None:
    """Score the forecasts of the resolved questions: the last ones, and all days on which a forecast stood.

    Example: detente log score --by anna
    """
    from detente.engines.forecast.scores import score_log

    if plot is not None:
        from detente.brief.charts.calibration import chart_suffix, write_calibration_chart

        chart_suffix(plot)
    result = score_log(file, by=by, seed=seed, resamples=resamples)
    drawn = write_calibration_chart(result.events, result.scales, plot) if plot is not None else ()
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(result)
    for note in (*drawn, *([f"Wrote {plot}"] if plot is not None else [])):
        typer.echo(f"  {note}", err=True)


def _show(result: LogScores) -> None:
    from rich.console import Console

    from detente.cli.log_words import by_whom
    from detente.cli.score_tables import show_scores

    console = Console(highlight=False)
    show_scores(console, result.events, result.scales, who="by", daily=result.daily)
    for it in result.questions:
        if it.error is not None:
            told = f"{it.error:.1f} points off"
        else:
            told = f"Brier {it.brier_last:.3f}; over {it.days} day{'' if it.days == 1 else 's'} {it.brier_daily:.3f}"
        console.print(f"{it.id}{by_whom(it.by)}: {it.question} {told}", markup=False)
    for line in (*result.findings, *(f"Note: {note}" for note in result.notes)):
        console.print(line, markup=False)
    console.print(
        f"{result.resolved} resolved, {result.open} open, {result.void} void. Lower is better; intervals: 95 % of "
        f"{result.resamples} resamples of questions (seed {result.seed}).",
        markup=False,
    )
