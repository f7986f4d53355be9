import { type MetricDeclaration, type MetricName, metrics } from '../declared/metrics.ts';

const declared = Object.entries(metrics) as readonly (readonly [MetricName, MetricDeclaration])[];

/**
 * What makes a log line a metric as well: the members to add to it, none where the line is no metric. Kinds are told apart by a dimension
 * of the fact's name beside the sum over all.
 * @param facts those that the log lets pass
 * @param place.namespace of the stage
 * Source: Amazon CloudWatch User Guide, "Embedded metric format specification".
 */
export function embeddedMetrics(
  event: string,
  facts: Readonly<Record<string, unknown>>,
  place: { readonly namespace: string; readonly at: Date },
): Readonly<Record<string, unknown>> {
  const own = declared.flatMap(([name, metric]) => {
    if (metric.event !== event) return [];
    const value = metric.value === undefined ? 1 : facts[metric.value];
    if (typeof value !== 'number' || (metric.by !== undefined && facts[metric.by] === undefined)) return [];
    return [
      { name, value, unit: metric.unit, dimensions: metric.by === undefined ? [[]] : [[], [metric.by]] },
    ];
  });
  if (own.length === 0) return {};
  return {
    _aws: {
      Timestamp: place.at.getTime(),
      CloudWatchMetrics: own.map(({ name, unit, dimensions }) => ({
        Namespace: place.namespace,
        Dimensions: dimensions,
        Metrics: [{ Name: name, Unit: unit }],
      })),
    },
    ...Object.fromEntries(own.map(({ name, value }) => [name, value])),
  };
}
