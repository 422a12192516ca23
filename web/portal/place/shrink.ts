/** What the service takes (docs/api.md), and what a stamp can show of it. */
const MOST_BYTES = 1 << 20;
const MOST_PIXELS = 1 << 21;
const LONGEST_SIDE = 4_096;
const SHRUNK_SIDE = 1_200;

/** The file, or a smaller picture of the same where the service would not take it; the file where it can't be read. */
export async function shrunk(file: File): Promise<Blob> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    // The service says what is wrong with it.
    return file;
  }
  const { width, height } = picture;
  try {
    if (file.size <= MOST_BYTES && width * height <= MOST_PIXELS && Math.max(width, height) <= LONGEST_SIDE) return file;
    const scale = Math.min(1, SHRUNK_SIDE / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await blobOf(canvas, file.type);
  } finally {
    picture.close();
  }
}

export function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The canvas gives no picture'))), type, 0.9));
}
