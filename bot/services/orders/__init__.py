"""What admins can have done, by subject: each room gives the words it understands and who carries them out."""

from bot.services.orders.bot import BotOrders
from bot.services.orders.channels import ChannelOrders
from bot.services.orders.keyword_forms import KeywordForms
from bot.services.orders.keywords import KeywordOrders
from bot.services.orders.order import FILING, ID_DIGITS, OPERATOR, Carry, Drafts, Order, OrderRefused, by_member, usage
from bot.services.orders.proposals import ProposalOrders
from bot.services.orders.second import SecondOrders
from bot.services.orders.sources import SourceOrders
from bot.services.orders.unknown import HELP, help_or_refusal
from bot.services.orders.words import order_name, straight, with_reason

__all__ = [
    "FILING",
    "HELP",
    "ID_DIGITS",
    "OPERATOR",
    "BotOrders",
    "Carry",
    "ChannelOrders",
    "Drafts",
    "KeywordForms",
    "KeywordOrders",
    "Order",
    "OrderRefused",
    "ProposalOrders",
    "SecondOrders",
    "SourceOrders",
    "by_member",
    "help_or_refusal",
    "order_name",
    "straight",
    "usage",
    "with_reason",
]
