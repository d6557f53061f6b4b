import { Button, makeStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: 'inherit', outlineStyle: 'none' },
  text: { margin: 0 },
  answers: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface QuestionProps {
  title: string;
  body: string;
  yes: string;
  no: string;
  busy: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Asked before something is gone for good. It takes the focus, and the answer that changes nothing is the one offered. */
export function Question({ title, body, yes, no, busy, onYes, onNo }: QuestionProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Panel tone="danger">
      <h3 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h3>
      <p className={styles.text}>{body}</p>
      <div className={styles.answers}>
        <Button disabled={busy} onClick={onYes}>
          {yes}
        </Button>
        <Button appearance="primary" onClick={onNo}>
          {no}
        </Button>
      </div>
    </Panel>
  );
}
