import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Files that are dragged over an element and dropped on it. Its handlers go onto that element. */
export class FileDrop implements ReactiveController {
  /** Whether files are held over the element. */
  over = false;
  private depth = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly dropped: (files: readonly File[]) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.leaveAll();
  }

  readonly enter = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.depth++;
    this.over = true;
    this.host.requestUpdate();
  };

  readonly hover = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  };

  readonly leave = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    this.depth = Math.max(0, this.depth - 1);
    this.over = this.depth > 0;
    this.host.requestUpdate();
  };

  readonly drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.leaveAll();
    this.dropped([...(event.dataTransfer?.files ?? [])]);
  };

  private leaveAll(): void {
    this.depth = 0;
    this.over = false;
    this.host.requestUpdate();
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
