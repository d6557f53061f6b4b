import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { eachOnce, parseAddress } from '../../../domain/address.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { addressesIn } from './addresses-in.ts';
import type { Team } from './use-team.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  field: { width: '100%' },
});

interface InvitationFormProps {
  channelId: string;
  provider: string;
  team: Team;
}

/** What works where a credential is one person's: each colleague connects alone, with the rest filled in. */
export function InvitationForm({ channelId, provider, team }: InvitationFormProps) {
  const styles = useStyles();
  const { team: say, format } = useWords();
  const [typed, type] = useState('');
  const [slip, slipBy] = useState<string | null>(null);
  const [failure, fail] = useState<BackendFailure | null>(null);
  const submit = async () => {
    const addresses = eachOnce(addressesIn(typed));
    const wrong = addresses.filter((address) => !parseAddress(address).ok);
    slipBy(addresses.length === 0 ? say.noAddresses : wrong.length > 0 ? say.notAnAddress(format.list(wrong)) : null);
    if (addresses.length === 0 || wrong.length > 0) return;
    const trouble = await team.invite(channelId, addresses);
    fail(trouble);
    if (trouble === null) type('');
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Notice shape="plane">{say.inviteBody(provider)}</Notice>
      <Field
        className={styles.field}
        label={say.addresses}
        hint={slip === null ? say.addressesHint : undefined}
        validationMessage={slip}
      >
        <Textarea
          value={typed}
          rows={3}
          resize="vertical"
          spellCheck={false}
          onChange={(_, { value }) => {
            type(value);
            slipBy(null);
          }}
        />
      </Field>
      <Button type="submit" disabledFocusable={team.busy}>
        {say.inviteThem}
      </Button>
      <Status>{failure !== null && <TroubleNote trouble={failure} />}</Status>
    </form>
  );
}
