import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Instant } from '../../domain/instant.ts';
import { serverWordsOf } from '../words/server-words.ts';
import type { ItSubject } from '../words/en/it-remedies.ts';
import type { Trouble, TroubleWords } from '../words/trouble.ts';
import { useAskIt } from './ask-it.ts';
import { Notice } from './Notice.tsx';
import { QuietButton } from './QuietButton.tsx';
import { useSurroundings } from './surroundings.ts';
import { TextToCopy } from './TextToCopy.tsx';

interface AskItProps {
  subject: ItSubject;
  /** What was met, and what the rep is told of it; left out when only the settings are wanted. */
  about?: { trouble: Trouble; said: TroubleWords };
  /** When it was met; left out for what has just been. */
  at?: Instant;
  appearance?: 'primary' | 'secondary' | 'quiet';
}

/** Who to ask when one doesn't know: a message to the IT department with everything they need to answer. */
export function AskIt({ subject, about, at, appearance = 'secondary' }: AskItProps) {
  const { words, clock } = useSurroundings();
  const [shownAt] = useState(() => clock.now());
  const { askIt, message } = useAskIt();
  const toCopy = typeof message === 'object' ? message?.toCopy : undefined;
  const trouble = about
    ? { kind: about.trouble.kind, title: about.said.title, serverWords: serverWordsOf(about.trouble) }
    : null;
  const ask = () => {
    askIt({ ...subject, trouble, at: at ?? shownAt });
  };
  return (
    <>
      {appearance === 'quiet' ? (
        <QuietButton onClick={ask}>{words.common.askIt}</QuietButton>
      ) : (
        <Button appearance={appearance} onClick={ask}>
          {words.common.askIt}
        </Button>
      )}
      <span role="status">
        {message === 'opened' && <Notice shape="check">{words.common.askItOpened}</Notice>}
        {message === 'not-loaded' && <Notice shape="warning">{words.common.askItFailed}</Notice>}
        {toCopy !== undefined && <Notice>{words.common.askItCopy}</Notice>}
      </span>
      {toCopy !== undefined && <TextToCopy label={words.common.askItText} text={toCopy} />}
    </>
  );
}
