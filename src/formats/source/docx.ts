import { refused } from '../../domain/problem';
import { htmlText } from './html';

/**
 * The text of a Word document, without headers, footers and tracked deletions.
 *
 * @throws Problem `refused` if it is corrupt.
 */
export async function docxText(bytes: Buffer): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  const options = {
    // a document could include any local file as a picture
    externalFileAccess: false,
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  };
  const html = await mammoth.convertToHtml({ buffer: bytes }, options).then(
    ({ value }) => value,
    (error: unknown) => {
      if (error instanceof RangeError) throw error;
      throw refused('the Word document is corrupt', 'open it in a word processor, and save it again');
    },
  );
  return htmlText(html);
}
