import { Button, makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { shortFormOf } from '../../../domain/short-form.ts';
import { AskIt } from '../../parts/AskIt.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { ProviderPassword } from '../prove/ProviderPassword.tsx';
import { DetailFields } from './DetailFields.tsx';
import { asksNameInFront, hasSlipInDetails, serverIn, shows, slipsOf, type Form, type FormEvent } from './fields.ts';
import { PartField } from './PartField.tsx';
import { UsernameField } from './UsernameField.tsx';

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
  const { secret } = shortFormOf(fields.providerId);
  const byHand = origin.by === 'hand';
  const slip = slipsOf(fields).password;
  const inDetails = hasSlipInDetails(form);
  const [detailsOpen, openDetails] = useState(open || inDetails);
  const [tries, setTries] = useState(0);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // A try that came to nothing shows where it got stuck.
    if (tries > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);

  const password = (
    <ProviderPassword
      providerId={fields.providerId}
      hint={origin.by === 'recommendation' ? words.connect.passwordHint : undefined}
      value={fields.password}
      slip={shows(form, 'password', slip) && slip !== null ? words.choose.secrets[secret].empty : null}
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
      {byHand ? (
        <>
          {details}
          {password}
        </>
      ) : (
        <>
          <PartField form={form} tell={tell} />
          {asksNameInFront(form) && <UsernameField form={form} tell={tell} />}
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
            server: byHand ? null : serverIn(fields),
          }}
        />
      )}
    </form>
  );
}
