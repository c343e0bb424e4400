import { Icon } from '../icons/Icon.tsx';
import { callWords } from '../words.ts';

export function OnHold() {
  return (
    <section class="held" aria-label={callWords.holdRegion}>
      <h2>
        <Icon name="hold" size={20} />
        {callWords.held.title}
      </h2>
      <p>{callWords.held.help}</p>
    </section>
  );
}
