import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon, type IconName } from '../icons/Icon.tsx';
import type { PictureAround } from '../picture/picture-around.ts';

/** Who asks for what, and what is done with it; below it the answer. */
export function RequestCard({
  icon,
  region,
  title,
  help,
  children,
}: {
  readonly icon: IconName;
  readonly region: string;
  readonly title: string;
  readonly help: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="wanted" aria-label={region}>
      <div class="wanted-what" role="alert">
        <span class="badge-icon">
          <Icon name={icon} />
        </span>
        <div>
          <h2>{title}</h2>
          <p>{help}</p>
        </div>
      </div>
      {children}
    </section>
  );
}

/** Says no; pressed twice it is said once. */
export function useDecline({ connection, conversation }: PictureAround, requestId: string) {
  const [isDeclining, setDeclining] = useState(false);
  const decline = async (): Promise<void> => {
    setDeclining(true);
    const { conversationId } = conversation;
    await connection.send('decline-customer-request', { conversationId, requestId });
    // Where it did not get there, it can be said again.
    setDeclining(false);
  };
  return { isDeclining, decline: () => void decline() };
}
