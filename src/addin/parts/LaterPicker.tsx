import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, useState, type ReactNode } from 'react';
import type { Instant } from '../../domain/instant.ts';
import { MAY_WAIT } from '../../domain/outbox.ts';
import { fieldsAt, momentOf, presetsAt, slipOf } from './later.ts';
import { Notice } from './Notice.tsx';
import { Panel } from './Panel.tsx';
import { Status } from './Status.tsx';
import { useSurroundings, useWords } from './surroundings.ts';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  presets: { display: 'flex', flexDirection: 'column', gap: '4px' },
  preset: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: '12px',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
  },
  // Seen without its colour too, and no wider for it.
  chosen: {
    padding: '4px 11px',
    border: `2px solid ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorBrandBackground2,
  },
  when: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  own: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(110px, 100%), 1fr))',
    gap: '8px',
    alignItems: 'start',
    // A browser's own fields are as wide as they like; a narrow pane is not.
    '& > *': { minWidth: 0 },
  },
  field: { minWidth: 0 },
});

interface LaterPickerProps {
  /** What is to be known of the moment that stands there; null while none does. */
  foresee: (at: Instant | null) => ReactNode;
  /** Whether choosing a moment is what the screen is for while it is open. */
  isMain: boolean;
  onChoose: (at: Instant) => void;
}

/**
 * When a message is to leave: one of the usual moments, or any other of the next 30 days, all in the rep's own time. What
 * will happen then is told before the rep says so.
 */
export function LaterPicker({ foresee, isMain, onChoose }: LaterPickerProps) {
  const styles = useStyles();
  const { clock } = useSurroundings();
  const words = useWords();
  const { later, format } = words;
  const title = useId();
  const now = clock.now();
  const presets = presetsAt(now);
  const [fields, setFields] = useState(() => fieldsAt(presets.at(-1)?.at ?? now));
  const [tried, setTried] = useState(false);
  const at = momentOf(fields);
  const slip = slipOf(at, now);
  // An empty field is not wrong before the rep has left it so.
  const told = slip !== null && (tried || slip !== 'empty');

  const submit = () => {
    setTried(true);
    if (at !== null && slip === null) onChoose(at);
  };

  return (
    <section aria-labelledby={title}>
      <Panel>
        <h2 id={title} className={styles.title}>
          {later.title}
        </h2>
        <div className={styles.presets}>
          {presets.map(({ preset, at: moment }) => (
            <Button
              key={preset}
              className={mergeClasses(styles.preset, moment === at && styles.chosen)}
              aria-pressed={moment === at}
              onClick={() => {
                setFields(fieldsAt(moment));
              }}
            >
              <span>{later.preset[preset]}</span>
              <span className={styles.when}>{format.when(moment, now)}</span>
            </Button>
          ))}
        </div>
        <div role="group" aria-label={later.own} className={styles.own}>
          <Field label={later.date}>
            <Input
              className={styles.field}
              type="date"
              value={fields.date}
              min={fieldsAt(now).date}
              max={fieldsAt(now + MAY_WAIT).date}
              onChange={(_, { value }) => {
                setFields({ ...fields, date: value });
              }}
            />
          </Field>
          <Field label={later.time}>
            <Input
              className={styles.field}
              type="time"
              value={fields.time}
              onChange={(_, { value }) => {
                setFields({ ...fields, time: value });
              }}
            />
          </Field>
        </div>
        <Status>{told && <Notice shape="warning">{later.slip[slip]}</Notice>}</Status>
        {foresee(slip === null ? at : null)}
        <Button appearance={isMain ? 'primary' : 'secondary'} onClick={submit}>
          {at !== null && slip === null ? later.submit(format.when(at, now)) : later.title}
        </Button>
        <Notice shape="clock">{later.zone(format.zone, format.offset(at ?? now))}</Notice>
      </Panel>
    </section>
  );
}
