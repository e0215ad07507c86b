"""Realtime metrics."""

from __future__ import annotations

from sandbox.vendor import INFERRED, Operation
from sandbox.vendors.xima.auth import entry, refusals
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.errors import Refusal, forbidden
from sandbox.vendors.xima.models import MetricIds, MetricKey, MetricList, MetricShown, MetricValue, MetricValues
from sandbox.vendors.xima.paths import V1
from sandbox.vendors.xima.reports import RealtimeMetric


def list_metrics(call: XimaCall) -> MetricList:
    """List the realtime metrics that are assigned to the Service User."""
    metrics = {metric_id: metric for metric_id, metric in call.state.realtime_metrics.items() if metric.tenant == call.hostname}
    found = {metric_id: metric for metric_id, metric in metrics.items() if _is_assigned(call, metric)}
    if len(found) < len(metrics):
        call.applies("xima.realtime.assigned")
    return MetricList(
        [
            MetricShown(
                metric_id=metric_id,
                metric_name=metric.metric_name,
                category_type=metric.category_type,
                category_selection=metric.category_selection,
            )
            for metric_id, metric in found.items()
        ]
    )


def get_values(call: XimaCall, query: MetricIds) -> MetricValues:
    """Return the values of realtime metrics, in the order of the ids, then of their categories.

    A metric is not ready the first time that it is asked for.
    """
    given = ",".join(call.query.getlist("id")).split(",")
    ids = list(dict.fromkeys(metric_id for metric_id in given if metric_id))
    if not ids:
        raise Refusal("xima.realtime.id-required", 400, "The query parameter 'id' is required.")
    metrics = [_metric(call, metric_id) for metric_id in ids]
    results = []
    not_ready = []
    for metric_id, metric in zip(ids, metrics, strict=True):
        if metric.ready:
            results += _results(metric_id, metric)
        else:
            call.applies("xima.realtime.not-ready")
            not_ready.append(metric_id)
            metric.ready = True
    if call.variants.metrics_not_ready_key == "metricsNotReady":
        return MetricValues(results=results, metrics_not_ready=not_ready)
    return MetricValues(results=results, not_ready=not_ready)


def _metric(call: XimaCall, metric_id: str) -> RealtimeMetric:
    metric = call.state.realtime_metrics.get(metric_id)
    if metric is None or metric.tenant != call.hostname or not _is_assigned(call, metric):
        raise forbidden("xima.realtime.id-access")
    return metric


def _is_assigned(call: XimaCall, metric: RealtimeMetric) -> bool:
    return call.user_id in metric.service_user_ids


def _results(metric_id: str, metric: RealtimeMetric) -> list[MetricValue]:
    return [
        MetricValue(key=MetricKey(metric_id=metric_id, category_value=category), value=metric.values[category])
        for category in metric.categories
        if category in metric.values
    ]


LIST = refusals(INFERRED)
VALUES = refusals(INFERRED, 400)
ENTRY = entry("realtime-metrics")

OPERATIONS: tuple[Operation, ...] = (
    Operation("realtime.metrics.list", "GET", f"{V1}/realtime/metrics", list_metrics, INFERRED, ENTRY, LIST, "token"),
    Operation("realtime.metrics.values", "GET", f"{V1}/realtime/metrics/values", get_values, INFERRED, ENTRY, VALUES, "token"),
)
