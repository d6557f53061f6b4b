import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { useChange } from './use-change.ts';

interface BeginChangeProps {
  channel: Channel;
  onBegun: () => void;
}

/** The rep says beforehand that the password is about to change: one click, and mail waits. */
export function BeginChange({ channel, onBegun }: BeginChangeProps) {
  const words = useWords();
  const { begin, busy, trouble } = useChange(channel.id);
  const submit = async () => {
    if (await begin()) onBegun();
  };
  return (
    <>
      <Button disabledFocusable={busy} onClick={() => void submit()}>
        {words.change.begin(words.secrets[channel.secret])}
      </Button>
      <Status>{trouble && <Notice shape="warning">{troubleWords(words, trouble).title}</Notice>}</Status>
    </>
  );
}
