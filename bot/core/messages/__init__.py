"""Message, its parts and runs; alert → message, answer → message. Pure: parts and text, never markup."""

from bot.core.messages.admin import (
    admin_help_message,
    change_message,
    channels_line,
    history_message,
    keywords_message,
    sources_message,
)
from bot.core.messages.alerts import alert_message, follow_up_message, more_quotes_message, why_message
from bot.core.messages.answers import answer_message
from bot.core.messages.choice import chosen_quotes
from bot.core.messages.parts import (
    Button,
    Buttons,
    Context,
    Heading,
    Headline,
    Items,
    Line,
    Link,
    Message,
    Moment,
    Paragraph,
    Part,
    Quotation,
    Run,
    Text,
    Warning,
)
from bot.core.messages.texts import expired_message, help_message, plain_message, shared_message, status_message
from bot.core.messages.wire import Post, from_json, to_json

__all__ = [
    "Button",
    "Buttons",
    "Context",
    "Heading",
    "Headline",
    "Items",
    "Line",
    "Link",
    "Message",
    "Moment",
    "Paragraph",
    "Part",
    "Post",
    "Quotation",
    "Run",
    "Text",
    "Warning",
    "admin_help_message",
    "alert_message",
    "answer_message",
    "change_message",
    "channels_line",
    "chosen_quotes",
    "expired_message",
    "follow_up_message",
    "from_json",
    "help_message",
    "history_message",
    "keywords_message",
    "more_quotes_message",
    "plain_message",
    "shared_message",
    "sources_message",
    "status_message",
    "to_json",
    "why_message",
]
