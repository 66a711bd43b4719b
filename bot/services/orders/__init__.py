"""What admins can have done, by subject: each room gives the words it understands and who carries them out."""

from bot.services.orders.channels import ChannelOrders
from bot.services.orders.keywords import KeywordOrders
from bot.services.orders.order import Carry, Drafts, Order, by_member, usage

__all__ = ["Carry", "ChannelOrders", "Drafts", "KeywordOrders", "Order", "by_member", "usage"]
