import { Field, makeStyles, Radio, RadioGroup, Select, tokens } from '@fluentui/react-components';
import type { Person } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useNow } from '../../parts/use-now.ts';
import { personLine, toldPerson } from './told-person.ts';
import type { Successor } from './use-leaving.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
});

/** So many are told one by one. */
const FIRST = 5;

interface WaitingDecisionProps {
  facts: Person;
  /** Null: nobody sends it. */
  successor: Successor | null;
  onChoose: (successor: Successor | null) => void;
}

/** The mail that waits, without a word of it, and what becomes of it: nobody sends it, or a colleague decides. */
export function WaitingDecision({ facts, successor, onChoose }: WaitingDecisionProps) {
  const styles = useStyles();
  const words = useWords();
  const { leaving, format } = words;
  const now = useNow([]);
  const { waiting, waitingCount, successors } = facts;
  const [first] = successors;
  const shown = waiting.slice(0, FIRST);
  return (
    <Section title={leaving.mail}>
      <ul className={styles.list}>
        {shown.map(({ from, recipients, queuedAt, sendAt }, at) => (
          <li key={`${String(queuedAt)} ${String(at)}`}>
            {[
              leaving.mailFrom(from, recipients),
              leaving.written(format.when(queuedAt, now)),
              ...(sendAt === null ? [] : [leaving.leavesAt(format.when(sendAt, now))]),
            ].join(' · ')}
          </li>
        ))}
        {waitingCount > shown.length && <li>{leaving.others(waitingCount - shown.length)}</li>}
      </ul>
      {first === undefined ? (
        <Notice>{leaving.nobody}</Notice>
      ) : (
        <>
          <Field label={leaving.decide}>
            <RadioGroup
              value={successor === null ? 'drop' : 'hand-over'}
              onChange={(_, { value }) => {
                onChoose(value === 'drop' ? null : first);
              }}
            >
              <Radio value="drop" label={leaving.drop} />
              <Radio value="hand-over" label={leaving.handOver} />
            </RadioGroup>
          </Field>
          {successor !== null && (
            <>
              <Field label={leaving.handOverTo}>
                <Select
                  value={successor.personId}
                  onChange={(_, { value }) => {
                    onChoose(successors.find(({ personId }) => personId === value) ?? null);
                  }}
                >
                  {successors.map((one) => (
                    <option key={one.personId} value={one.personId}>
                      {personLine(words, toldPerson(one))}
                    </option>
                  ))}
                </Select>
              </Field>
              <Notice>{leaving.handOverBody}</Notice>
            </>
          )}
        </>
      )}
    </Section>
  );
}
