import { shortFormOf } from '../../../domain/short-form.ts';
import { useWords } from '../../parts/surroundings.ts';
import { slipsOf, type Form, type FormEvent } from './fields.ts';
import { TypedField } from './TypedField.tsx';

/** The customer's part of the server's name, such as any region; nothing where the whole name is known, or was found. */
export function PartField({ form, tell }: { form: Form; tell: (event: FormEvent) => void }) {
  const words = useWords().choose.parts;
  const { part } = shortFormOf(form.fields.providerId);
  if (part === null || form.fields.host !== '') return null;
  const { part: slip } = slipsOf(form.fields);
  const { label, hint } = words[part];
  return <TypedField form={form} tell={tell} field="part" label={label} hint={hint} slip={slip && words[part][slip]} />;
}
