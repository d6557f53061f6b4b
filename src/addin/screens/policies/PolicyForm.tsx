import { Button, makeStyles } from '@fluentui/react-components';
import type { PoliciesReport, PolicyReach } from '../../../contract/shapes.ts';
import type { ForbiddingPolicy, PolicyName } from '../../../domain/policies.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Question } from '../../parts/Question.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { PolicyWords } from '../../words/en/policies.ts';
import { PolicyFields } from './PolicyFields.tsx';
import { usePolicyChange, type PolicySlip } from './use-policy-change.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '8px', marginTop: '4px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface PolicyFormProps {
  policy: PolicyName;
  report: PoliciesReport;
  isDefault: boolean;
  onSaved: (report: PoliciesReport, server: PolicyReach['server']) => void;
  onCancel: () => void;
}

/** One policy while it is changed, in its place. */
export function PolicyForm({ policy, report, isDefault, onSaved, onCancel }: PolicyFormProps) {
  const styles = useStyles();
  const { policies: words, common } = useWords();
  const change = usePolicyChange(policy, report, onSaved);
  const { draft, setDraft, slips, busy, trouble, concerned } = change;
  const most = mostOf(words, policy, report.operator);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.submit();
      }}
    >
      <PolicyFields
        policy={policy}
        draft={draft}
        setDraft={setDraft}
        slip={slips.length > 0 ? slips.map((slip) => slipWords(words, slip, report.operator)).join(' ') : undefined}
      />
      {most !== null && <Notice>{words.operator(most)}</Notice>}
      <Status>{trouble && <TroubleNote trouble={trouble} />}</Status>
      {concerned === null ? (
        <div className={styles.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={busy}>
            {words.save}
          </Button>
          {!isDefault && (
            <Button disabledFocusable={busy} onClick={change.toDefault}>
              {words.toDefault}
            </Button>
          )}
          <Button onClick={onCancel}>{common.cancel}</Button>
        </div>
      ) : (
        <Question
          title={words.concerns.title(concerned.forbidden, concerned.channels)}
          body={words.concerns.body}
          yes={words.concerns.yes}
          no={words.concerns.no}
          busy={busy}
          onYes={change.confirm}
          onNo={change.callOff}
        />
      )}
    </form>
  );
}

function mostOf({ mostOf: say }: PolicyWords, policy: PolicyName, operator: PoliciesReport['operator']): string | null {
  if (policy !== 'messagesPerMinute' && policy !== 'recipientsPerDay' && policy !== 'retentionDays') return null;
  const most = operator[policy];
  return most === null ? null : say[policy](most);
}

function slipWords(
  { fault: say }: PolicyWords,
  { fault: { path, fault }, text }: PolicySlip,
  { retentionDays }: PoliciesReport['operator'],
): string {
  if (fault === 'no-number') return say.number;
  if (fault === 'above-operator') return say.tooLong(retentionDays);
  if (path === 'channelKinds') return say.noKind;
  const [, against] = /^forbidden-by-(.+)$/.exec(fault) ?? [];
  if (against !== undefined && against in say.contradicts) return say.contradicts[against as ForbiddingPolicy];
  if (text !== '') return say.host(text);
  return path.startsWith('companyServer') ? say.noHost : say.other;
}
