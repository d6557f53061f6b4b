import { Field, Input } from '@fluentui/react-components';
import { shows, slipsOf, type Form, type FormEvent, type TypedName } from './fields.ts';

interface TypedFieldProps {
  form: Form;
  tell: (event: FormEvent) => void;
  field: TypedName;
  label: string;
  hint?: string | undefined;
  placeholder?: string | undefined;
  /** What is wrong with it, in words; null while it is fine. */
  slip: string | null;
  inputMode?: 'text' | 'url' | 'email' | 'numeric';
}

/** A field whose slip is told as the form says, never for a half-typed entry. */
export function TypedField({ form, tell, field, label, hint, placeholder, slip, inputMode = 'text' }: TypedFieldProps) {
  const told = field !== 'senderName' && shows(form, field, slipsOf(form.fields)[field]) ? slip : null;
  return (
    <Field
      label={label}
      hint={hint}
      validationState={told === null ? 'none' : 'error'}
      validationMessage={told ?? undefined}
    >
      <Input
        value={form.fields[field]}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        autoCapitalize={field === 'senderName' ? undefined : 'off'}
        inputMode={inputMode}
        onChange={(_, { value }) => {
          tell({ type: 'typed', field, value });
        }}
        onBlur={() => {
          tell({ type: 'left', field });
        }}
      />
    </Field>
  );
}
