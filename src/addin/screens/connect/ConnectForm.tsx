import { Button, makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { AskIt } from '../../parts/AskIt.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { ProviderPassword } from '../prove/ProviderPassword.tsx';
import { DetailFields } from './DetailFields.tsx';
import { DETAIL_NAMES, shows, slipsOf, type Form, type FormEvent } from './fields.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

interface ConnectFormProps {
  form: Form;
  tell: (event: FormEvent) => void;
  submit: () => void;
  submitLabel: string;
  /** Whether everything that is filled in lies open from the start. */
  open: boolean;
  /** Whether asking the IT department is offered here, and not above already. */
  askHere: boolean;
  primary: boolean;
}

/** One password; the rest is filled in and a click away. */
export function ConnectForm({ form, tell, submit, submitLabel, open, askHere, primary }: ConnectFormProps) {
  const styles = useStyles();
  const words = useWords();
  const { origin, fields } = form;
  const slips = slipsOf(fields);
  const slip = slips.password;
  const inDetails = DETAIL_NAMES.some((name) => slips[name] !== null);
  const [detailsOpen, openDetails] = useState(open || inDetails);
  const [tries, setTries] = useState(0);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // A try that came to nothing shows where it got stuck.
    if (tries > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);

  const password = (
    <ProviderPassword
      providerId={origin.providerId}
      hint={origin.byHand ? undefined : words.connect.passwordHint}
      value={fields.password}
      slip={shows(form, 'password', slip) && slip !== null ? words.slips.password[slip] : null}
      onType={(value) => {
        tell({ type: 'typed', field: 'password', value });
      }}
    />
  );
  const details = <DetailFields form={form} tell={tell} />;

  return (
    <form
      ref={element}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (inDetails) openDetails(true);
        setTries(tries + 1);
        submit();
      }}
    >
      {origin.byHand ? (
        <>
          {details}
          {password}
        </>
      ) : (
        <>
          {password}
          <Disclosure label={words.connect.details} open={detailsOpen} onToggle={openDetails}>
            {details}
          </Disclosure>
        </>
      )}
      <Button
        type="submit"
        appearance={primary ? 'primary' : 'secondary'}
        onMouseDown={(event) => {
          // Leaving a field may show its slip, and the button would move away from under the pointer before the click.
          event.preventDefault();
        }}
      >
        {submitLabel}
      </Button>
      <Notice shape="info">{words.connect.passwordKept}</Notice>
      {askHere && (
        <AskIt
          appearance="quiet"
          subject={{
            address: fields.senderAddress,
            login: fields.username.trim() || fields.senderAddress,
            server: origin.byHand ? null : origin.server,
          }}
        />
      )}
    </form>
  );
}
