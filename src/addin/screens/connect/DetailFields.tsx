import { Field, Input, makeStyles, Select } from '@fluentui/react-components';
import type { Security } from '../../../domain/submission-server.ts';
import { useWords } from '../../parts/surroundings.ts';
import { shows, slipsOf, type FieldName, type Form, type FormEvent } from './fields.ts';

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

/** All that is filled in already, to look at and to change. */
export function DetailFields({ form, tell }: DetailFieldsProps) {
  const styles = useStyles();
  const words = useWords();
  const slips = slipsOf(form.fields);
  const slip = {
    host: slips.host && words.slips.host[slips.host],
    port: slips.port && words.slips.port[slips.port],
    username: slips.username && words.slips.username[slips.username],
    senderAddress: slips.senderAddress && words.slips.address[slips.senderAddress],
  };

  const validation = (field: keyof typeof slip) =>
    shows(form, field, slips[field])
      ? ({ validationState: 'error', validationMessage: slip[field] } as const)
      : ({ validationState: 'none' } as const);

  const input = (field: Exclude<FieldName, 'security' | 'password'>) => ({
    value: form.fields[field],
    autoComplete: 'off',
    onChange: (_: unknown, { value }: { value: string }) => {
      tell({ type: 'typed', field, value });
    },
    onBlur: () => {
      tell({ type: 'left', field });
    },
  });

  return (
    <div className={styles.fields}>
      <Field label={words.connect.host} {...validation('host')}>
        <Input {...input('host')} inputMode="url" spellCheck={false} autoCapitalize="off" />
      </Field>
      <div className={styles.pair}>
        <Field label={words.connect.port} {...validation('port')}>
          <Input {...input('port')} inputMode="numeric" />
        </Field>
        <Field label={words.connect.security}>
          <Select
            value={form.fields.security}
            onChange={(_, { value }) => {
              tell({ type: 'chose-security', security: value as Security });
            }}
          >
            <option value="starttls">{words.connect.securities.starttls}</option>
            <option value="tls">{words.connect.securities.tls}</option>
          </Select>
        </Field>
      </div>
      <Field label={words.connect.username} {...validation('username')}>
        <Input {...input('username')} spellCheck={false} autoCapitalize="off" />
      </Field>
      <Field label={words.connect.senderAddress} {...validation('senderAddress')}>
        <Input {...input('senderAddress')} inputMode="email" spellCheck={false} autoCapitalize="off" />
      </Field>
      <Field label={words.connect.senderName} hint={words.connect.senderNameHint}>
        <Input {...input('senderName')} />
      </Field>
    </div>
  );
}
