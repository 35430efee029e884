import { startBackend } from "./src/engine/testing/backend";
await startBackend("webgpu");
const tf = await import("@tensorflow/tfjs-core");
const { Gpu } = await import("./src/engine/kernels/webgpu/gpu");
const { matmulProgram, tuning } = await import("./src/engine/kernels/webgpu/matmul") as any;
const gpu = Gpu.current();
const cases = [[128,400,784,false,false],[784,400,128,true,false],[128,784,400,false,true],[3136,64,512,false,false]] as const;
for (const [m,n,k,tA,tB] of cases) {
  const a = tf.randomNormal(tA?[k,m]:[m,k]), b = tf.randomNormal(tB?[n,k]:[k,n]);
  const y = gpu.make([m,n]);
  const progs = (process.argv[2]??"8x8,4x4,8x16,16x8,4x8,8x4").split(",").map(t=>{ const [r,c]=t.split("x").map(Number); tuning.tile=[r,c]; const p=matmulProgram({m,n,k,transposeA:tA,transposeB:tB}); const src=p.source(); return [t,{...p,key:p.key+t,source:()=>src}] as const});
  const res: Record<string,number[]> = {};
  for (let rep=0;rep<6;rep++) for (const [t,p] of progs){ gpu.run(p,[y,a,b]); await gpu.read(y); const t0=performance.now(); for(let i=0;i<4;i++)gpu.run(p,[y,a,b]); await gpu.read(y); (res[t]??=[]).push((performance.now()-t0)/4); }
  console.log(m,n,k,tA,tB, Object.entries(res).map(([t,v])=>`${t}: ${Math.min(...v).toFixed(1)} ms ${(2*m*n*k/Math.min(...v)/1e6).toFixed(1)}GF`).join("  "));
}
process.exit(0);
