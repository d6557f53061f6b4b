import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { SyntheticEvent } from 'react';
import { PROVIDERS } from '../../../domain/provider.ts';
import { AskIt } from '../../parts/AskIt.tsx';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { DetailFields } from './DetailFields.tsx';
import { shows, slipsOf, type Form, type FormEvent } from './fields.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  steps: {
    margin: 0,
    paddingLeft: '20px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface ConnectFormProps {
  form: Form;
  tell: (event: FormEvent) => void;
  submit: () => void;
  submitLabel: string;
  /** Whether everything that is filled in lies open. */
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
  const byAppPassword = PROVIDERS[origin.providerId].passwords.policy === 'app-password';
  const slip = slipsOf(fields).password;

  const password = (
    <>
      {byAppPassword && (
        <ol className={styles.steps}>
          {words.connect.appPasswordSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <PasswordField
        label={byAppPassword ? words.connect.appPassword : words.connect.password}
        hint={byAppPassword || origin.byHand ? undefined : words.connect.passwordHint}
        value={fields.password}
        slip={shows(form, 'password', slip) && slip !== null ? words.slips.password[slip] : null}
        disabled={false}
        onType={(value) => {
          tell({ type: 'typed', field: 'password', value });
        }}
      />
    </>
  );
  const details = <DetailFields form={form} disabled={false} tell={tell} />;

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
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
          <Disclosure label={words.connect.details} open={open}>
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
        <AskIt appearance="quiet" address={fields.senderAddress} server={origin.byHand ? null : origin.server} />
      )}
    </form>
  );
}
