import { Field, Select } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { useWords } from '../../parts/surroundings.ts';
import { channelName } from '../known/channel-name.ts';

interface ChannelChoiceProps {
  /** All that carry the draft's sender, the one to begin with first. */
  fitting: readonly Channel[];
  channel: Channel;
  onChoose: (channelId: string) => void;
}

/** By which channel a draft goes where more than one carries its sender; nothing where there is nothing to choose. */
export function ChannelChoice({ fitting, channel, onChoose }: ChannelChoiceProps) {
  const words = useWords();
  if (fitting.length < 2) return null;
  return (
    <Field label={words.senders.choose}>
      <Select
        size="small"
        value={channel.id}
        onChange={(_, { value }) => {
          onChoose(value);
        }}
      >
        {fitting.map((one) => (
          <option key={one.id} value={one.id}>
            {channelName(words, one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
