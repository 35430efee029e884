import { startBackend } from "./src/engine/testing/backend";
await startBackend("webgpu");
const { Gpu } = await import("./src/engine/kernels/webgpu/gpu");
const conv = await import("./src/engine/kernels/webgpu/conv") as any;
const { convGeometry } = await import("./src/engine/kernels/convGeometry");
const gpu = Gpu.current();
const geo = convGeometry([8,14,14,32],[4,4,32,64],{strides:2,pad:"same",dataFormat:"NHWC"})!;
const p = conv.convProgram(geo);
const src = p.source() as string;
if (process.argv[2]==="print") { console.log(src); process.exit(0); }
const y=gpu.make([8,7,7,64]), x=gpu.make([8,14,14,32]), w=gpu.make([4,4,32,64]);
const variants: Record<string,(s:string)=>string> = {
  opaqueTaps: s=>s.replace("kh < 4;","kh < i32(min(4u, workgroups.x + 3u));").replace("kw < 4;","kw < i32(min(4u, workgroups.x + 3u));"),
  opaqueAll: s=>s.replace("kh < 4;","kh < i32(min(4u, workgroups.x + 3u));").replace("kw < 4;","kw < i32(min(4u, workgroups.x + 3u));").replace("c < 32u;","c < min(32u, workgroups.x + 31u);"),
  noPlace: s=>s.replace(/height(\d) = .*;/g,"height$1 = i32(pixel$1);").replace(/width(\d) = .*;/g,"width$1 = i32(pixel$1);"),
  noMeet: s=>s.replace(/let at(\d) = select.*;/g,"let at$1 = image$1 + u32(kh);"),
};
for (const [name,f] of Object.entries(variants)) { const s=f(src); const t0=performance.now(); gpu.run({...p,key:name,source:()=>s},[y,x,w]); const t1=performance.now(); await gpu.read(y); console.log(name,(t1-t0).toFixed(0),(performance.now()-t1).toFixed(0)); }
process.exit(0);
