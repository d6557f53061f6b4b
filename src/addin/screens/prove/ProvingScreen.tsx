import { Button } from '@fluentui/react-components';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { StepView } from './proving.ts';
import { StepList } from './StepList.tsx';

/** The five steps while they run, and the way out. */
export function ProvingScreen({ steps, onCancel }: { steps: readonly StepView[]; onCancel: () => void }) {
  const words = useWords();
  return (
    <Screen title={words.connect.proving}>
      <StepList steps={steps} />
      <Button onClick={onCancel}>{words.common.cancel}</Button>
    </Screen>
  );
}
