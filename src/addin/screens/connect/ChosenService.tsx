import type { SignInService } from '../../../domain/credential.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { prosAndCons } from '../../../domain/recommendation.ts';
import { shortFormOf } from '../../../domain/short-form.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Points } from '../../parts/Points.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Form, FormEvent } from './fields.ts';
import { VariantField } from './VariantField.tsx';

/** The limits that a rep may come near. */
const SHOWN = ['messagesPerMinute', 'recipientsPerDay', 'recipientsPerMessage'] as const;

interface ChosenServiceProps {
  form: Form;
  tell: (event: FormEvent) => void;
  offered: readonly SignInService[];
  /** Once a try has met something, that is what counts. */
  quiet: boolean;
}

/** A service that the rep chose: what speaks for it and what to know, its region, and where to come by what it asks for. */
export function ChosenService({ form, tell, offered, quiet }: ChosenServiceProps) {
  const { choose, start } = useWords();
  const { graph } = useKnowledge();
  const { providerId } = form.fields;
  const { name, limits } = PROVIDERS[providerId];
  const { pros, cons } = prosAndCons(providerId, offered, graph);
  const told = SHOWN.flatMap((limit) => {
    const most = limits[limit];
    return most === null ? [] : [choose.limits[limit](most)];
  });
  const where =
    choose.whereFrom[providerId] ?? (shortFormOf(providerId).name === 'user-name' ? choose.asShown(name) : undefined);
  // How much is said as a number.
  const known = cons.filter((con) => con !== 'throttled');
  return (
    <>
      {!quiet && (
        <Points pros={pros.map((pro) => start.pros[pro])} cons={[...known.map((con) => start.cons[con]), ...told]} />
      )}
      <VariantField providerId={providerId} tell={tell} />
      {where !== undefined && <Notice>{where}</Notice>}
    </>
  );
}
