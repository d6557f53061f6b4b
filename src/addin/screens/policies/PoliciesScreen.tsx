import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { PoliciesReport } from '../../../contract/shapes.ts';
import { POLICY_NAMES, type PolicyName } from '../../../domain/policies.ts';
import type { DeliveryFailure } from '../../../domain/failure.ts';
import { Notice } from '../../parts/Notice.tsx';
import type { Shape } from '../../parts/Pictogram.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Words } from '../../words/words.ts';
import { toSignIn } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { AuditList } from './AuditList.tsx';
import { PolicyRow } from './PolicyRow.tsx';
import { usePolicies } from './use-policies.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  spinner: { alignSelf: 'flex-start' },
});

/** What was found of a server that is filled in. */
interface Found {
  shape: Shape;
  text: string;
}

function foundAt(
  { policies: say, failures }: Words,
  { policies: { companyServer } }: PoliciesReport,
  trouble: DeliveryFailure | null,
): Found | null {
  if (companyServer === null) return null;
  const { host } = companyServer.server;
  return trouble === null
    ? { shape: 'plane', text: say.server.answers(host) }
    : { shape: 'warning', text: say.server.not(host, failures[trouble.kind].title) };
}

/** For an administrator: what people may use, each policy a row, and who changed what. */
export default function PoliciesScreen({ onForbidden, onBack }: { onForbidden: () => void; onBack: () => void }) {
  const styles = useStyles();
  const all = useWords();
  const { policies: words, common } = all;
  const { signIn } = useKnowledge();
  const { report, trouble, again, take } = usePolicies();
  const [saved, setSaved] = useState<{ policy: PolicyName; count: number; found: Found | null } | null>(null);
  const retry = async () => {
    if (toSignIn(trouble)) await signIn();
    again();
  };
  return (
    <Screen title={words.title} onBack={onBack}>
      <Status>
        {trouble && (
          <TroubleNote trouble={trouble}>
            <Button appearance="primary" onClick={() => void retry()}>
              {toSignIn(trouble) ? common.signIn : common.tryAgain}
            </Button>
          </TroubleNote>
        )}
        {saved && <Notice shape="check">{words.saved(words.name[saved.policy])}</Notice>}
        {saved?.found && <Notice shape={saved.found.shape}>{saved.found.text}</Notice>}
      </Status>
      {report === null && trouble === null && <Spinner className={styles.spinner} size="tiny" label={common.loading} />}
      {report !== null && (
        <>
          <p className={styles.text}>{words.intro}</p>
          {report.reach.forbidden > 0 && (
            <>
              <Notice shape="warning">{words.forbiddenNow(report.reach.forbidden, report.reach.channels)}</Notice>
              <QuietButton onClick={onForbidden}>{words.showForbidden}</QuietButton>
            </>
          )}
          <Rows>
            {POLICY_NAMES.map((policy) => (
              <PolicyRow
                key={policy}
                policy={policy}
                report={report}
                onSaved={(changed, server) => {
                  take(changed);
                  const found = server && foundAt(all, changed, server.trouble);
                  setSaved((before) => ({ policy, count: (before?.count ?? 0) + 1, found: found ?? null }));
                }}
              />
            ))}
          </Rows>
          <AuditList key={saved?.count ?? 0} />
        </>
      )}
    </Screen>
  );
}
