import { Checkbox, Field, Input, makeStyles, Select, Textarea } from '@fluentui/react-components';
import { CHANNEL_KINDS, COMPANY_NAMES, type CompanyServer, type PolicyName } from '../../../domain/policies.ts';
import { SECURITY_OF_PORT, SUBMISSION_PORTS, type SubmissionPort } from '../../../domain/submission-server.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { PolicyDraft } from './policy-draft.ts';

const useStyles = makeStyles({
  kinds: { display: 'flex', flexDirection: 'column' },
  short: { flexGrow: 1, flexBasis: '180px', minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface PolicyFieldsProps {
  policy: PolicyName;
  draft: PolicyDraft;
  setDraft: (draft: PolicyDraft) => void;
  /** What is wrong, in words; undefined while nothing is. */
  slip: string | undefined;
}

/** The fields of one policy. */
export function PolicyFields({ policy, draft, setDraft, slip }: PolicyFieldsProps) {
  const styles = useStyles();
  const { policies: words } = useWords();
  const field = {
    hint: words.hint[policy],
    ...(slip !== undefined && { validationState: 'error' as const, validationMessage: slip }),
  };
  const label = words.name[policy];
  const setText = (_: unknown, { value: text }: { value: string }) => {
    setDraft({ ...draft, text });
  };
  switch (policy) {
    case 'channelKinds':
      return (
        // Not in a field, which would give each of them its own label.
        <>
          <div role="group" aria-label={label} className={styles.kinds}>
            {CHANNEL_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                label={words.kinds[kind]}
                checked={draft.kinds.includes(kind)}
                onChange={(_, { checked }) => {
                  const others = draft.kinds.filter((one) => one !== kind);
                  setDraft({ ...draft, kinds: checked === true ? [...others, kind] : others });
                }}
              />
            ))}
          </div>
          <Status>
            {slip === undefined ? <Notice>{words.hint[policy]}</Notice> : <Notice shape="warning">{slip}</Notice>}
          </Status>
        </>
      );
    case 'hosts':
      return (
        <Field {...field} label={label}>
          <Textarea rows={4} resize="vertical" value={draft.text} onChange={setText} spellCheck={false} />
        </Field>
      );
    case 'exchangePasswords':
    case 'sharing':
      return (
        <Field {...field}>
          <Checkbox
            label={words.allowedOf(label)}
            checked={draft.on}
            onChange={(_, { checked }) => {
              setDraft({ ...draft, on: checked === true });
            }}
          />
        </Field>
      );
    case 'companyServer':
      return (
        <>
          <Field {...field} label={words.host}>
            <Input autoComplete="off" spellCheck={false} value={draft.text} onChange={setText} />
          </Field>
          <div className={styles.row}>
            <Field className={styles.short} label={words.port}>
              <Select
                value={draft.port}
                onChange={(_, { value }) => {
                  setDraft({ ...draft, port: Number(value) as SubmissionPort });
                }}
              >
                {SUBMISSION_PORTS.map((port) => (
                  <option key={port} value={port}>
                    {words.portOf(port, SECURITY_OF_PORT[port])}
                  </option>
                ))}
              </Select>
            </Field>
            <Field className={styles.short} label={words.username}>
              <Select
                value={draft.username}
                onChange={(_, { value }) => {
                  setDraft({ ...draft, username: value as CompanyServer['username'] });
                }}
              >
                {COMPANY_NAMES.map((name) => (
                  <option key={name} value={name}>
                    {words.usernames[name]}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        </>
      );
    case 'messagesPerMinute':
    case 'recipientsPerDay':
    case 'retentionDays':
      return (
        <Field {...field} label={label}>
          <Input inputMode="numeric" autoComplete="off" value={draft.text} onChange={setText} />
        </Field>
      );
  }
}
