import type { UsageReport } from '../../../contract/shapes.ts';
import { Meter } from '../../parts/Meter.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';

/** Today's use against the provider's limits. */
export function UsagePanel({ report: { limits, usage } }: { report: UsageReport }) {
  const words = useWords().home;
  const counts = [
    { label: words.recipients, value: usage.recipientsInDay, limit: limits.recipientsPerDay },
    { label: words.perMinute, value: usage.messagesInMinute, limit: limits.messagesPerMinute },
  ];
  return (
    <Section title={words.use}>
      {counts.map(({ label, value, limit }) =>
        limit === null ? (
          <Notice key={label}>
            {label}: {words.unlimited(value)}
          </Notice>
        ) : (
          <Meter key={label} label={label} value={value} limit={limit} text={words.of(value, limit)} />
        ),
      )}
    </Section>
  );
}
