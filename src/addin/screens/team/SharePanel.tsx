import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { SendingDomain, SharedChannel } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Question } from '../../parts/Question.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { RefusedNote } from '../reputation/RefusedNote.tsx';
import { InvitationForm } from './InvitationForm.tsx';
import { MemberList } from './MemberList.tsx';
import type { Team } from './use-team.ts';

const useStyles = makeStyles({
  name: { fontWeight: tokens.fontWeightSemibold },
  domains: { border: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  // A checkbox has room of its own around it: its sign stands under the words above.
  box: { marginLeft: '-8px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface SharePanelProps {
  channel: SharedChannel;
  domains: readonly SendingDomain[];
  team: Team;
}

/** One channel of the administrator's: shared with which domains, who has joined; or why it cannot be, and what works instead. */
export function SharePanel({ channel, domains, team }: SharePanelProps) {
  const styles = useStyles();
  const { team: say, senders, format } = useWords();
  const { id, providerId, sender, boundBy, members } = channel;
  const proven = domains.filter(({ provenAt, lostAt }) => provenAt !== null && lostAt === null);
  const mayBe = domains.filter((one) => proven.includes(one) || channel.domains.includes(one.domain));
  const [chosen, choose] = useState<readonly string[] | null>(null);
  const [sendsForOthers, vouch] = useState(false);
  const [invited, invite] = useState('');
  const [asking, askFirst] = useState(false);
  const [failure, fail] = useState<BackendFailure | null>(null);
  const isShared = channel.domains.length > 0;
  // With one domain there is nothing to choose.
  const wanted = chosen ?? (isShared ? channel.domains : mayBe.map(({ domain }) => domain));
  const share = () => void team.share(id, [...wanted], sendsForOthers).then(fail);
  const stop = () => {
    askFirst(false);
    void team.unshare(id).then(fail);
    choose(null);
  };
  return (
    <Panel>
      <span className={styles.name}>{senders.option(inLetters(sender.address), PROVIDERS[providerId].name)}</span>
      {boundBy !== null && boundBy !== 'unsaid' ? (
        <>
          <Notice shape="person">{say.bound[boundBy]}</Notice>
          <Disclosure label={say.invite}>
            <InvitationForm
              channelId={id}
              provider={PROVIDERS[providerId].name}
              team={team}
              typed={invited}
              onType={invite}
            />
          </Disclosure>
        </>
      ) : (
        <>
          {isShared && <Notice shape="check">{say.shared(format.list(channel.domains))}</Notice>}
          {mayBe.length === 0 && <Notice shape="building">{say.proveFirst}</Notice>}
          {mayBe.length > 0 && (!isShared || mayBe.length > 1) && (
            <fieldset className={styles.domains}>
              <legend>{say.shareWith}</legend>
              {mayBe.map(({ domain }) => (
                <Checkbox
                  key={domain}
                  className={styles.box}
                  label={inLetters(domain)}
                  checked={wanted.includes(domain)}
                  onChange={(_, { checked }) => {
                    choose(checked === true ? [...wanted, domain] : wanted.filter((one) => one !== domain));
                  }}
                />
              ))}
            </fieldset>
          )}
          {boundBy === 'unsaid' && mayBe.length > 0 && (
            <>
              <Checkbox
                className={styles.box}
                label={say.sendsForOthers}
                checked={sendsForOthers}
                onChange={(_, { checked }) => {
                  vouch(checked === true);
                }}
              />
              <Notice>{say.sendsForOthersBody}</Notice>
            </>
          )}
          {wanted.map((domain) => (
            <RefusedNote key={domain} address={`postmaster@${domain}`} host={channel.host} before="share" />
          ))}
          <div className={styles.actions}>
            {mayBe.length > 0 && (!isShared || chosen !== null) && (
              <Button
                appearance="primary"
                disabledFocusable={team.busy || wanted.length === 0 || (boundBy === 'unsaid' && !sendsForOthers)}
                onClick={share}
              >
                {isShared ? say.save : say.share}
              </Button>
            )}
            {isShared && !asking && (
              <Button
                disabledFocusable={team.busy}
                onClick={() => {
                  if (members.length > 0) askFirst(true);
                  else stop();
                }}
              >
                {say.unshare}
              </Button>
            )}
          </div>
          {asking && (
            <Question
              title={say.stopTitle}
              body={say.stopBody(members.length)}
              yes={say.stopYes}
              no={say.stopNo}
              busy={team.busy}
              onYes={stop}
              onNo={() => {
                askFirst(false);
              }}
            />
          )}
          {isShared && <MemberList members={members} />}
        </>
      )}
      <Status>{failure !== null && <TroubleNote trouble={failure} />}</Status>
    </Panel>
  );
}
