import { Field, makeStyles, Select } from '@fluentui/react-components';
import { portsOf, PROVIDERS } from '../../../domain/provider.ts';
import { guessedServer } from '../../../domain/recommendation.ts';
import type { Security } from '../../../domain/submission-server.ts';
import { useWords } from '../../parts/surroundings.ts';
import { asksNameInFront, slipsOf, type Form, type FormEvent } from './fields.ts';
import { TypedField } from './TypedField.tsx';
import { UsernameField } from './UsernameField.tsx';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: '12px' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(120px, 100%), 1fr))',
    gap: '12px',
    alignItems: 'start',
  },
});

interface DetailFieldsProps {
  form: Form;
  tell: (event: FormEvent) => void;
}

/** All that is filled in already, to look at and to change. The server of a service that was chosen is not: there it is another service. */
export function DetailFields({ form, tell }: DetailFieldsProps) {
  const styles = useStyles();
  const { choose, connect, slips: words } = useWords();
  const slips = slipsOf(form.fields);
  const field = { form, tell };
  return (
    <div className={styles.fields}>
      {form.origin.by !== 'choice' && (
        <TypedField
          {...field}
          field="host"
          label={connect.host}
          placeholder={form.origin.by === 'hand' ? guessedServer(form.origin.username).host : undefined}
          slip={slips.host && words.host[slips.host]}
          inputMode="url"
        />
      )}
      <div className={styles.pair}>
        <TypedField
          {...field}
          field="port"
          label={connect.port}
          hint={form.origin.by === 'choice' ? choose.ports(portsOf(PROVIDERS[form.fields.providerId])) : undefined}
          slip={slips.port && words.port[slips.port]}
          inputMode="numeric"
        />
        <Field label={connect.security}>
          <Select
            value={form.fields.security}
            onChange={(_, { value }) => {
              tell({ type: 'chose-security', security: value as Security });
            }}
          >
            <option value="starttls">{connect.securities.starttls}</option>
            <option value="tls">{connect.securities.tls}</option>
          </Select>
        </Field>
      </div>
      {!asksNameInFront(form) && <UsernameField {...field} />}
      <TypedField
        {...field}
        field="senderAddress"
        label={connect.senderAddress}
        slip={slips.senderAddress && words.address[slips.senderAddress]}
        inputMode="email"
      />
      <TypedField {...field} field="senderName" label={connect.senderName} hint={connect.senderNameHint} slip={null} />
    </div>
  );
}
