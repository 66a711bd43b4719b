"""structlog on stderr: coloured lines for people, one JSON object a line for machines."""

import logging
from typing import Literal, TextIO

import structlog


def set_up_logs(
    *, level: Literal["debug", "info", "warning", "error"], style: Literal["auto", "people", "json"], stream: TextIO
) -> None:
    """Once, at start. Libraries that log by the standard way are heard from "warning" on, in the same form."""
    is_for_people = style == "people" or (style == "auto" and stream.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S" if is_for_people else "iso", utc=not is_for_people),
    ]
    last: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=stream.isatty())
        if is_for_people
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, last] if not is_for_people else [*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def log() -> structlog.typing.FilteringBoundLogger:
    """The house's logger: events with fields, never sentences with values in them."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger
