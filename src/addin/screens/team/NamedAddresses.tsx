import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { SendingDomain } from '../../../contract/shapes.ts';
import type { NamedSlip } from '../../../domain/sending-domain.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { inLetters } from '../../parts/domain-names.ts';
import { Hidden } from '../../parts/Hidden.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Words } from '../../words/words.ts';
import type { Team } from './use-team.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '0 16px', alignItems: 'center', justifyContent: 'space-between' },
  address: { overflowWrap: 'anywhere' },
  form: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  field: { width: '100%' },
});

/** The addresses in a domain that everybody in the company may write as: none by itself, for a domain says nothing of who reads what. */
export function NamedAddresses({ domain: { domain, named, lostAt }, team }: { domain: SendingDomain; team: Team }) {
  const styles = useStyles();
  const words = useWords();
  const { team: say } = words;
  const [typed, type] = useState('');
  const [failure, fail] = useState<BackendFailure | null>(null);
  const slip = slipIn(words, failure, domain);
  const submit = async () => {
    const trouble = await team.nameAddress(domain, typed);
    fail(trouble);
    if (trouble === null) type('');
  };
  return (
    <Disclosure label={say.named(named.length)}>
      {named.length > 0 && (
        <ul className={styles.list}>
          {named.map((address) => (
            <li key={address} className={styles.row}>
              <span className={styles.address}>{inLetters(address)}</span>
              <QuietButton onClick={() => void team.removeNamedAddress(domain, address).then(fail)}>
                {say.removeNamed}
                <Hidden>{say.removeNamedWhich(address)}</Hidden>
              </QuietButton>
            </li>
          ))}
        </ul>
      )}
      {lostAt === null && (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field
            className={styles.field}
            label={say.nameAddress}
            hint={say.nameAddressHint(inLetters(domain))}
            validationMessage={slip ?? undefined}
          >
            <Input
              value={typed}
              inputMode="email"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(_, { value }) => {
                type(value);
                fail(null);
              }}
            />
          </Field>
          <Button type="submit" disabledFocusable={team.busy}>
            {say.nameIt}
          </Button>
        </form>
      )}
      <Status>{failure !== null && slip === null && <TroubleNote trouble={failure} />}</Status>
    </Disclosure>
  );
}

/** What the server says is wrong with what was typed; null where that is not the trouble. */
function slipIn({ team, slips }: Words, failure: BackendFailure | null, domain: string): string | null {
  if (failure?.kind !== 'invalid-request') return null;
  const fault = failure.faults.find(({ path }) => path === 'address')?.fault ?? '';
  const sentences: Record<NamedSlip, string> = {
    ...slips.address,
    'other-domain': team.otherDomain(inLetters(domain)),
    'of-a-person': team.ofAPerson,
  };
  return fault in sentences ? sentences[fault as NamedSlip] : slips.address['bad-character'];
}
