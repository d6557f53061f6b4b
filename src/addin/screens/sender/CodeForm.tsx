import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { domainOf } from '../../../domain/address.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useCode } from './use-code.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  field: { maxWidth: '160px' },
});

const DIGITS = /^\d{8}$/;
/** As people copy it: with spaces, or a dash in the middle. */
const digitsIn = (typed: string): string => typed.replace(/[\s-]/g, '');

/** A code goes to the address through its own channel, and comes back by hand: whoever reads mail there may send as it. */
export function CodeForm({ channel }: { channel: Channel }) {
  const styles = useStyles();
  const words = useWords().senders;
  const { out, send, confirm, busy, trouble } = useCode(channel);
  const [typed, type] = useState('');
  const [submitted, submit] = useState(false);
  const { address } = channel.sender;
  const code = digitsIn(typed);
  const isWrong = trouble?.kind === 'code-wrong' ? trouble : null;
  const slip = submitted && !DIGITS.test(code) ? words.codeSlip : isWrong && words.triesLeft(isWrong.triesLeft);
  return (
    <>
      <Notice shape="person">{words.proveBody(inLetters(channel.server.host), inLetters(address))}</Notice>
      {channel.mayBeNamed && out === null && <Notice shape="building">{words.mayBeNamed(domainOf(address))}</Notice>}
      <Status>{out !== null && <Notice shape="clock">{words.sent(address, out.sentAt, out.expiresAt)}</Notice>}</Status>
      {out === null ? (
        <Button appearance="primary" disabledFocusable={busy} onClick={() => void send()}>
          {words.send(address)}
        </Button>
      ) : (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit(true);
            if (DIGITS.test(code)) void confirm(code);
          }}
        >
          <Field
            className={styles.field}
            label={words.code}
            hint={words.codeHint}
            validationState={slip ? 'error' : 'none'}
            validationMessage={slip ?? undefined}
          >
            <Input
              value={typed}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={(_, { value }) => {
                type(value);
              }}
            />
          </Field>
          <Button type="submit" appearance="primary" disabledFocusable={busy}>
            {words.confirm}
          </Button>
          <QuietButton onClick={() => void send()}>{words.sendAnother}</QuietButton>
        </form>
      )}
      <Status>
        {isWrong && out === null && <Notice shape="warning">{words.triesLeft(0)}</Notice>}
        {trouble && !isWrong && <TroubleNote trouble={trouble} />}
      </Status>
    </>
  );
}
