import { callWords } from '../../ui/words.ts';
import { Card } from './Card.tsx';

/** A call has one home: here is how to move it. */
export function ElsewhereCard({
  onMoveHere,
  onClose,
}: {
  readonly onMoveHere: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Card icon="audio" title={callWords.elsewhere} help={callWords.elsewhereHelp} onClose={onClose}>
      <button type="button" class="primary" data-first="" onClick={onMoveHere}>
        {callWords.moveHere}
      </button>
    </Card>
  );
}
