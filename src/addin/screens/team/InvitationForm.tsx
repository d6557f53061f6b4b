import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { BackendFailure } from '../../backend/backend.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Question } from '../../parts/Question.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { listed } from './invited.ts';
import type { Team } from './use-team.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  field: { width: '100%' },
});

interface InvitationFormProps {
  channelId: string;
  provider: string;
  team: Team;
  /** What stands in the field: kept by whoever shows the form, so that folding it loses no list. */
  typed: string;
  onType: (typed: string) => void;
}

/** What works where a credential is one person's: each colleague connects alone, with the rest filled in. */
export function InvitationForm({ channelId, provider, team, typed, onType }: InvitationFormProps) {
  const styles = useStyles();
  const { team: say, format } = useWords();
  const own = useSurroundings().host.profile().emailAddress;
  const [slip, slipBy] = useState<string | null>(null);
  const [failure, fail] = useState<BackendFailure | null>(null);
  const [leftOut, leaveOut] = useState(false);
  const [asking, ask] = useState(false);
  const proven = team.known?.domains.filter(({ provenAt }) => provenAt !== null) ?? [];
  const { addresses, wrong, outside, hadOwn } = listed(
    typed,
    own,
    proven.map(({ domain }) => domain),
  );
  const invite = async () => {
    const trouble = await team.invite(channelId, addresses);
    fail(trouble);
    ask(false);
    if (trouble === null) onType('');
  };
  const submit = async () => {
    leaveOut(hadOwn);
    slipBy(addresses.length === 0 ? say.noAddresses : wrong.length > 0 ? say.notAnAddress(format.list(wrong)) : null);
    if (addresses.length === 0 || wrong.length > 0) return;
    if (outside.length > 0) ask(true);
    else await invite();
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
            onType(value);
            slipBy(null);
            leaveOut(false);
            ask(false);
          }}
        />
      </Field>
      {asking ? (
        <Question
          title={say.outsideTitle}
          body={say.outsideBody(format.list(outside))}
          yes={say.outsideYes}
          no={say.outsideNo}
          busy={team.busy}
          onYes={() => void invite()}
          onNo={() => {
            ask(false);
          }}
        />
      ) : (
        <Button type="submit" disabledFocusable={team.busy}>
          {say.inviteThem}
        </Button>
      )}
      <Status>{leftOut && <Notice shape="person">{say.ownLeftOut(own)}</Notice>}</Status>
      <Status>{failure !== null && <TroubleNote trouble={failure} />}</Status>
    </form>
  );
}
