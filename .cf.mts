import { startBackend } from "./src/engine/testing/backend";
await startBackend("webgpu");
const tf = await import("@tensorflow/tfjs-core");
const t=(s:number[])=>tf.randomNormal(s) as any;
const B=64; const h=t([B,14,14,32]), w2=t([4,4,32,64]), g=t([B,7,7,64]), w3=t([4,4,32,64]);
const run: Record<string,()=>any> = {
 conv2: ()=>tf.conv2d(h,w2,2,"same"), convT1: ()=>tf.conv2dTranspose(g,w2,[B,14,14,32],2,"same"),
 filter2: ()=>(tf.engine() as any).runKernel("Conv2DBackpropFilter",{x:h,dy:g},{strides:2,pad:"same",dataFormat:"NHWC",dimRoundingMode:undefined,filterShape:[4,4,32,64]}),
};
const best: Record<string, number> = {};
for (let i=0;i<8;i++) for (const [n,f] of Object.entries(run)) { const t0=performance.now(); const y=f(); await y.data(); y.dispose(); const ms=performance.now()-t0; best[n]=Math.min(best[n]??1e9,ms); }
console.log(Object.entries(best).map(([n,v])=>`${n} ${v.toFixed(0)}`).join("  "));
process.exit(0);
