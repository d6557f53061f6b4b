import type { Channel, Message } from '../../../contract/shapes.ts';
import { isSettled } from '../../../domain/outbox.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { useWords } from '../../parts/surroundings.ts';

interface HandedOverProps {
  messages: readonly Message[];
  /** Those that are not looked at. */
  others: readonly Channel[];
  onLook: (channelId: string) => void;
}

/** Mail that a colleague left to the rep, in a channel that is not looked at: it goes by nobody's word but the rep's. */
export function HandedOver({ messages, others, onLook }: HandedOverProps) {
  const { held } = useWords();
  return others.map(({ id, sender }) => {
    const count = messages.filter((one) => one.handedOver && one.channelId === id && !isSettled(one.state)).length;
    return (
      count > 0 && (
        <Panel key={id} tone="notice">
          <Notice shape="person">{held.elsewhere(count, sender.address)}</Notice>
          <QuietButton
            onClick={() => {
              onLook(id);
            }}
          >
            {held.lookElsewhere(sender.address)}
          </QuietButton>
        </Panel>
      )
    );
  });
}
