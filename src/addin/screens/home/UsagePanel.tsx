import type { UsageReport } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { NEAR } from '../../../domain/limit.ts';
import { Meter } from '../../parts/Meter.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';

interface UsagePanelProps {
  report: UsageReport;
  now: Instant;
  /** Whether it is one rep's part of a mailbox that many share. */
  isShared: boolean;
  /** Whether it is a mailbox that a team has in common: everybody's mail counts. */
  isTeams: boolean;
}

/** Today's use against the provider's limits, with a word where little or nothing is left. */
export function UsagePanel({ report: { limits, usage, allowance }, now, isShared, isTeams }: UsagePanelProps) {
  const { home: words, shared, format } = useWords();
  const counts = [
    {
      label: isShared ? shared.share : words.recipients,
      value: usage.recipientsInDay,
      limit: limits.recipientsPerDay,
    },
    // How many go in a minute hangs on everybody's mail there.
    ...(isShared ? [] : [{ label: words.perMinute, value: usage.messagesInMinute, limit: limits.messagesPerMinute }]),
  ];

  function warning(value: number, limit: number): string | null {
    if (value < limit * NEAR) return null;
    if (value < limit) return words.near;
    const { messages, nextAt } = allowance;
    return messages === 0 && nextAt !== null && nextAt > now ? words.fullUntil(format.when(nextAt, now)) : words.full;
  }

  return (
    <Section title={isTeams ? words.useOfTeam : words.use}>
      {counts.map(({ label, value, limit }) =>
        limit === null ? (
          <Notice key={label}>
            {label}: {words.unlimited(value)}
          </Notice>
        ) : (
          <Meter
            key={label}
            label={label}
            value={value}
            limit={limit}
            text={words.of(value, limit)}
            warning={warning(value, limit)}
          />
        ),
      )}
      {isShared && <Notice>{shared.shareBody}</Notice>}
      {usage.reportedInDay > 0 && <Notice>{words.reported(usage.reportedInDay)}</Notice>}
    </Section>
  );
}
