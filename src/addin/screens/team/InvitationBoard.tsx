import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Invitation } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { inLetters } from '../../parts/domain-names.ts';
import { Hidden } from '../../parts/Hidden.tsx';
import { htmlBodyOf } from '../../parts/html-body.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Team } from './use-team.ts';

const useStyles = makeStyles({
  row: { padding: '8px 12px', ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` } },
  facts: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  copy: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '0 16px' },
});

/** How many of those who were invited have connected; who has not stands first. */
export function InvitationBoard({ invitations, team }: { invitations: readonly Invitation[]; team: Team }) {
  const styles = useStyles();
  const { host } = useSurroundings();
  const { team: say, common } = useWords();
  const { subject, paragraphs } = say.message;
  const [written, setWritten] = useState<boolean | null>(null);
  const [failure, fail] = useState<BackendFailure | null>(null);
  const connected = invitations.filter(({ hasConnected }) => hasConnected);
  const write = async (address: string) => {
    const opened = await host.openNewMessage({ to: [address], subject, htmlBody: htmlBodyOf(paragraphs) });
    setWritten(opened.ok);
  };
  const waiting = invitations.filter(({ hasConnected }) => !hasConnected);
  return (
    <Section title={say.board}>
      <Panel tone={waiting.length === 0 ? 'success' : 'plain'}>
        <PanelTitle shape={waiting.length === 0 ? 'check' : 'person'}>
          {say.connected(connected.length, invitations.length)}
        </PanelTitle>
        {waiting.length > 0 && (
          <div className={styles.copy}>
            <Notice shape="plane">{say.mailsNobody}</Notice>
            <CopyButton label={say.messageText} text={() => Promise.resolve(paragraphs.join('\n\n'))} rows={6}>
              {say.copyMessage}
            </CopyButton>
          </div>
        )}
      </Panel>
      <Rows>
        {[...waiting, ...connected].map(({ id, address, providerId, hasConnected }) => (
          <li key={id} className={styles.row}>
            <div>{inLetters(address)}</div>
            <div className={styles.facts}>
              {[PROVIDERS[providerId].name, hasConnected ? say.hasConnected : say.notYet].join(' · ')}
            </div>
            {!hasConnected && (
              <div className={styles.actions}>
                <QuietButton onClick={() => void write(address)}>
                  {say.write}
                  <Hidden>{say.writeWhom(address)}</Hidden>
                </QuietButton>
                <QuietButton onClick={() => void team.takeBack(id).then(fail)}>
                  {say.takeBack}
                  <Hidden>{say.takeBackWhose(address)}</Hidden>
                </QuietButton>
              </div>
            )}
          </li>
        ))}
      </Rows>
      <Status>
        {written === true && <Notice shape="check">{common.askItOpened}</Notice>}
        {written === false && <Notice>{say.notWritten}</Notice>}
        {failure !== null && <TroubleNote trouble={failure} />}
      </Status>
    </Section>
  );
}
