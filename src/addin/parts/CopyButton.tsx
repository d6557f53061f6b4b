import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { copyText } from './browser.ts';
import { Notice } from './Notice.tsx';
import { useFirstWords } from './surroundings.ts';
import { TextToCopy } from './TextToCopy.tsx';

interface CopyButtonProps {
  children: string;
  /** What is copied; null when it could not be had. */
  text: () => Promise<string | null>;
  /** What the text is, for where it has to be copied by hand. */
  label: string;
  rows?: number;
}

/** Copies a text; where the browser does not let a page in a frame do that, as in some mail clients, shows it to be copied by hand. */
export function CopyButton({ children, text, label, rows = 4 }: CopyButtonProps) {
  const { common } = useFirstWords();
  const [state, set] = useState<'idle' | 'busy' | 'copied' | { byHand: string }>('idle');
  const copy = async () => {
    set('busy');
    const copied = await text();
    if (copied === null) return set('idle');
    set((await copyText(copied)) ? 'copied' : { byHand: copied });
  };
  return (
    <>
      <Button disabled={state === 'busy'} onClick={() => void copy()}>
        {state === 'busy' ? common.copying : children}
      </Button>
      <span role="status">
        {state === 'copied' && <Notice shape="check">{common.copied}</Notice>}
        {typeof state === 'object' && <Notice>{common.copyByHand}</Notice>}
      </span>
      {typeof state === 'object' && <TextToCopy label={label} text={state.byHand} rows={rows} />}
    </>
  );
}
