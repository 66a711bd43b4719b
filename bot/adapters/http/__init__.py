"""The way to the public internet, and only there: pages within bounds, from addresses judged at the socket."""

from bot.adapters.http.fetcher import FetchLimits, HttpFetcher

__all__ = ["FetchLimits", "HttpFetcher"]
