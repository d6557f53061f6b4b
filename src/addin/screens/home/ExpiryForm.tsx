import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { isSaid, slipOf, type ExpiryFields } from '../../parts/expiry.ts';
import { fieldsAt } from '../../parts/later.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { useExpiry } from './use-expiry.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '8px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'end' },
  rule: { flexGrow: 1, flexBasis: '180px', minWidth: 0 },
  field: { flexGrow: 1, flexBasis: '140px', minWidth: 0 },
});

/** When the password ends, if the rep knows: what the pane reminds of. */
export function ExpiryForm({ channel }: { channel: Channel }) {
  const styles = useStyles();
  const { clock } = useSurroundings();
  const words = useWords();
  const { expiry: say, format } = words;
  const { fields, setFields, save, busy, trouble } = useExpiry(channel);
  const [tried, setTried] = useState(false);
  const now = clock.now();
  const slip = slipOf(fields, now);
  const { expiry } = channel;
  const secret = words.secrets[channel.secret];
  const said = isSaid(fields, expiry);
  // An empty field is not wrong before the rep has left it so.
  const told = slip !== null && (tried || slip === 'past-day' || slip === 'too-many-days');
  const hint = said && expiry?.everyDays ? `${say.next(format.day(expiry.on))} ${say.hint}` : say.hint;
  const validationState = told ? 'error' : 'none';
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (slip === null && !said) void save();
      }}
    >
      <div className={styles.row}>
        <Field className={styles.rule} label={say.label(secret)}>
          <Select
            value={fields.rule}
            onChange={(_, { value }) => {
              setTried(false);
              setFields({ ...fields, rule: value as ExpiryFields['rule'] });
            }}
          >
            <option value="never">{say.rule.never}</option>
            <option value="on">{say.rule.on}</option>
            <option value="every">{say.rule.every}</option>
          </Select>
        </Field>
        {fields.rule === 'on' && (
          <Field className={styles.field} label={say.day} validationState={validationState}>
            <Input
              type="date"
              value={fields.day}
              min={fieldsAt(now).date}
              onChange={(_, { value }) => {
                setFields({ ...fields, day: value });
              }}
            />
          </Field>
        )}
        {fields.rule === 'every' && (
          <Field className={styles.field} label={say.days} validationState={validationState}>
            <Input
              inputMode="numeric"
              autoComplete="off"
              value={fields.days}
              onChange={(_, { value }) => {
                setFields({ ...fields, days: value });
              }}
            />
          </Field>
        )}
        <Button type="submit" aria-label={say.save(secret)} disabledFocusable={busy || said}>
          {words.home.save}
        </Button>
      </div>
      <Status>
        {told ? (
          <Notice shape="warning">{say.slip[slip]}</Notice>
        ) : (
          fields.rule !== 'never' && <Notice shape="clock">{hint}</Notice>
        )}
        {trouble && <Notice shape="warning">{troubleWords(words, trouble).title}</Notice>}
      </Status>
    </form>
  );
}
