import { Button } from '@fluentui/react-components';
import type { Prepared } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Origin } from '../connect/fields.ts';
import { OwnMailbox } from './OwnMailbox.tsx';

interface InvitationViewProps {
  invitation: NonNullable<Prepared['invitation']>;
  onConnect: (origin: Origin) => void;
  onOwn: () => void;
  onBack?: (() => void) | undefined;
}

/** All but the password is filled in. */
export function InvitationView({ invitation, onConnect, onOwn, onBack }: InvitationViewProps) {
  const { prepared: say } = useWords();
  const { providerId, server, username, by } = invitation;
  const provider = providerId === 'custom' ? inLetters(server.host) : PROVIDERS[providerId].name;
  return (
    <Screen title={say.invited} before={<OwnMailbox />} onBack={onBack}>
      <Panel>
        <Notice shape="person">{say.invitedBody(by && (by.name || by.address), provider)}</Notice>
      </Panel>
      <Button
        appearance="primary"
        onClick={() => {
          onConnect({ providerId, server, username, by: 'recommendation', filledIn: true });
        }}
      >
        {say.connect(provider)}
      </Button>
      <QuietButton onClick={onOwn}>{say.own}</QuietButton>
    </Screen>
  );
}
