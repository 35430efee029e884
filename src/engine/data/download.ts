import { ImportProblem } from "./importProblem";
import type { ByteSource, Bytes } from "./storedBytes";

/** The answer for `path` under `baseUrl`. Errors: ImportProblem "download" or "cancelled". */
export async function download(baseUrl: string, path: string, signal: AbortSignal | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${baseUrl.replace(/\/?$/, "/")}${path}`, signal ? { signal } : {});
  } catch {
    if (signal?.aborted) throw new ImportProblem(path, "cancelled", {});
    throw new ImportProblem(path, "download", { status: 0 });
  }
  if (!response.ok) throw new ImportProblem(path, "download", { status: response.status });
  return response;
}

/** A response's body to read from; a connection that breaks is a "download" problem too. */
export function bodyOf(response: Response, path: string): ByteSource {
  // No size: the body is longer than the stored file where the server has unpacked it on its way.
  return { name: path, stream: () => unbroken(response.body ?? new Blob().stream(), path) };
}

function unbroken(body: ReadableStream<Bytes>, path: string): ReadableStream<Bytes> {
  const reader = body.getReader();
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch {
          controller.error(new ImportProblem(path, "download", { status: 0 }));
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
