/** One that has begun. */
export interface Turn {
  readonly name: string;
  waiter: Waiter | undefined;
}

interface Waiter {
  readonly go: () => void;
  readonly room: () => number;
}

/** Keeps those of each name in the order in which they began. All run at once, and may wait for those before them. */
export class Turns {
  readonly #open = new Map<string, Set<Turn>>();

  begin(name: string): Turn {
    const turn: Turn = { name, waiter: undefined };
    const line = this.#open.get(name);
    if (line) line.add(turn);
    else this.#open.set(name, new Set([turn]));
    return turn;
  }

  /**
   * Waits until few that began before are still open.
   * @param room  how many may be, asked again whenever one ends; the first one of all never waits
   */
  wait(turn: Turn, room: () => number): Promise<void> | undefined {
    if (this.#isAllowed(turn, room())) return undefined;
    return new Promise((go) => {
      turn.waiter = { go, room };
    });
  }

  end(turn: Turn): void {
    const line = this.#open.get(turn.name);
    if (!line?.delete(turn)) return;
    if (line.size === 0) this.#open.delete(turn.name);
    for (const other of line) {
      if (!other.waiter || !this.#isAllowed(other, other.waiter.room())) continue;
      other.waiter.go();
      other.waiter = undefined;
    }
  }

  #isAllowed(turn: Turn, room: number): boolean {
    let before = 0;
    for (const other of this.#open.get(turn.name) ?? []) {
      if (other === turn) return true;
      before++;
      if (before >= room) return false;
    }
    return true;
  }
}
