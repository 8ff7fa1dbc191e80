/** Whether all nodes lie within what is seen of the surface. */

export interface SeenSurface {
  readonly transform: readonly [x: number, y: number, zoom: number];
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly {
    readonly position: { readonly x: number; readonly y: number };
    readonly measured?: { readonly width?: number; readonly height?: number };
  }[];
}

export function isWholeInSight({ transform, width, height, nodes }: SeenSurface): boolean {
  const [shiftX, shiftY, zoom] = transform;
  return nodes.every(({ position, measured }) => {
    const left = position.x * zoom + shiftX;
    const top = position.y * zoom + shiftY;
    const right = left + (measured?.width ?? 0) * zoom;
    const bottom = top + (measured?.height ?? 0) * zoom;
    return left >= 0 && top >= 0 && right <= width && bottom <= height;
  });
}
