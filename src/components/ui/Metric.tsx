export interface MetricProps {
  readonly name: string;
  readonly value: number | string;
  readonly text: string;
}

/** A live number: the same element for the eye, for tests and for pages that embed this one. */
export function Metric({ name, value, text }: MetricProps) {
  return (
    <span data-metric={name} data-value={value}>
      {text}
    </span>
  );
}
