"""Prometheus counters of one process."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """What `/metrics` shows. No label ever carries a URL, a name or a word that someone typed."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._polls = Counter("watchword_polls", "Visits to sources", ["outcome"], registry=self._registry)
        self._poll_seconds = Histogram(
            "watchword_poll_seconds", "Length of a visit", buckets=SECONDS, registry=self._registry
        )
        self._entries = Counter("watchword_entries_new", "Entries never seen before", registry=self._registry)
        self._articles = Counter("watchword_articles_filed", "Articles that matched", registry=self._registry)
        self._alerts = Counter("watchword_alerts", "Alerts decided", registry=self._registry)
        self._rereads = Counter(
            "watchword_rereads", "Articles told that were read again", ["outcome"], registry=self._registry
        )
        self._deliveries = Counter("watchword_deliveries", "Claims settled", ["state"], registry=self._registry)
        self._delivery_seconds = Histogram(
            "watchword_delivery_seconds", "From due to settled", buckets=SECONDS, registry=self._registry
        )
        self._lookups = Counter("watchword_lookups", "Questions answered", registry=self._registry)
        self._owed = Gauge("watchword_deliveries_owed", "Deliveries that wait", registry=self._registry)
        self._store = Gauge("watchword_store_writable", "1 while the archive can be written", registry=self._registry)
        self._store.set(1)

    def visited(self, outcome: str, *, seconds: float, entries: int, filed: int, alerts: int) -> None:
        """One visit to one source."""
        self._polls.labels(outcome).inc()
        self._poll_seconds.observe(seconds)
        self._entries.inc(entries)
        self._articles.inc(filed)
        self._alerts.inc(alerts)

    def reread(self, outcome: str) -> None:
        """One later reading of an article that was told."""
        self._rereads.labels(outcome.replace(" ", "_")).inc()

    def settled(self, state: str, *, seconds: float) -> None:
        """One claimed delivery."""
        self._deliveries.labels(state).inc()
        self._delivery_seconds.observe(seconds)

    def asked(self) -> None:
        """One look-up; what was asked is nobody's business."""
        self._lookups.inc()

    def waiting(self, owed: int) -> None:
        """How many deliveries wait now."""
        self._owed.set(owed)

    def written(self, can_be: bool) -> None:
        """Whether the archive could be written last time."""
        self._store.set(can_be)

    def render(self) -> bytes:
        """Prometheus text format."""
        return generate_latest(self._registry)
