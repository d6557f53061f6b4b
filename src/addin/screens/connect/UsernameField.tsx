import { shortFormOf } from '../../../domain/short-form.ts';
import { useWords } from '../../parts/surroundings.ts';
import { asksNameInFront, slipsOf, type Form, type FormEvent } from './fields.ts';
import { TypedField } from './TypedField.tsx';

/** The user name, as the service calls it where it is asked for; nothing where the service sets it. */
export function UsernameField({ form, tell }: { form: Form; tell: (event: FormEvent) => void }) {
  const { choose, connect, slips } = useWords();
  const { providerId } = form.fields;
  const { name } = shortFormOf(providerId);
  if (name === null) return null;
  const isMissing = slipsOf(form.fields).username !== null;
  const { label, hint, empty } = asksNameInFront(form)
    ? choose.names[name]
    : { label: connect.username, hint: undefined, empty: slips.username.empty };
  return (
    <TypedField form={form} tell={tell} field="username" label={label} hint={hint} slip={isMissing ? empty : null} />
  );
}
