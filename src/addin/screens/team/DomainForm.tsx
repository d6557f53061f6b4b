import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { domainOf } from '../../../domain/address.ts';
import type { DomainSlip } from '../../../domain/sending-domain.ts';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { BackendFailure } from '../../backend/backend.ts';
import type { Team } from './use-team.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'end' },
  field: { flexGrow: 1, flexBasis: '160px' },
});

/** Names a domain to prove; the first is most likely the administrator's own. */
export function DomainForm({ isFirst, team }: { isFirst: boolean; team: Team }) {
  const styles = useStyles();
  const say = useWords().team;
  const { host } = useSurroundings();
  const [typed, type] = useState(() => (isFirst ? domainOf(host.profile().emailAddress) : ''));
  const [failure, fail] = useState<BackendFailure | null>(null);
  const slip = slipIn(failure);
  const submit = async () => {
    const trouble = await team.addDomain(typed);
    fail(trouble);
    if (trouble === null) type('');
  };
  return (
    <>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          className={styles.field}
          label={say.domain}
          validationMessage={slip === null ? undefined : say.slips[slip]}
        >
          <Input
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, { value }) => {
              type(value);
              fail(null);
            }}
          />
        </Field>
        <Button type="submit" appearance={isFirst ? 'primary' : 'secondary'} disabledFocusable={team.busy}>
          {say.add}
        </Button>
      </form>
      <Status>{failure !== null && slip === null && <TroubleNote trouble={failure} />}</Status>
    </>
  );
}

const SLIPS: readonly string[] = ['empty', 'bad-domain', 'public-suffix', 'mail-service'] satisfies DomainSlip[];

/** What the server says is wrong with what was typed; null where that is not the trouble. */
function slipIn(failure: BackendFailure | null): DomainSlip | null {
  if (failure?.kind !== 'invalid-request') return null;
  const fault = failure.faults.find(({ path }) => path === 'domain')?.fault ?? '';
  return SLIPS.includes(fault) ? (fault as DomainSlip) : 'bad-domain';
}
